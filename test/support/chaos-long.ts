process.env["CHAOS_SIZE"] = "long";
