/** An event that fails is acknowledged and forgotten: what a handler that only logs its errors would do. */
export const breakParking = `
  CREATE FUNCTION forget_the_event() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE TRIGGER forget_the_event BEFORE INSERT ON parked_event FOR EACH ROW EXECUTE FUNCTION forget_the_event()`;
