exports.DefaultAzureCredential = class {
  async getToken() {
    return { token: "from-the-stub", expiresOnTimestamp: Number.POSITIVE_INFINITY };
  }
};
