/** What goes before every topic and consumer group: the services' KAFKA_NAMESPACE. Usually nothing. */
export const namespaceOf = (env: NodeJS.ProcessEnv): string => env.KAFKA_NAMESPACE ?? '';
