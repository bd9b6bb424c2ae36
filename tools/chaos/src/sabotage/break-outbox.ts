/** One event in a hundred is committed with its order but never comes to Kafka: what a lossy outbox would do. */
export const breakOutbox = `
  CREATE FUNCTION lose_an_event() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.id % 100 = 0 THEN RETURN NULL; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER lose_an_event BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION lose_an_event()`;
