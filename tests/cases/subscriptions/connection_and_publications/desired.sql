CREATE SUBSCRIPTION s CONNECTION 'host=elsewhere dbname=x password=new' PUBLICATION q WITH (connect = false);
