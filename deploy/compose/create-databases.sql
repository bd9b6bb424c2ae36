-- One database and one role a service. Local passwords: change them, and those in docker-compose.yml, elsewhere.
CREATE ROLE orders LOGIN PASSWORD 'orders';
CREATE DATABASE orders OWNER orders;
CREATE ROLE inventory LOGIN PASSWORD 'inventory';
CREATE DATABASE inventory OWNER inventory;
CREATE ROLE transaction LOGIN PASSWORD 'transaction';
CREATE DATABASE transaction OWNER transaction;
CREATE ROLE notification LOGIN PASSWORD 'notification';
CREATE DATABASE notification OWNER notification;
CREATE ROLE analytics LOGIN PASSWORD 'analytics';
CREATE DATABASE analytics OWNER analytics;
