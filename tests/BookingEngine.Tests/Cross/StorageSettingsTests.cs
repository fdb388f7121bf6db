using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Tests.Cross;

public sealed class StorageSettingsTests
{
    private const string Id = "0c7a1f6e-8f4b-4c57-9a51-2f3f0b1a6c11";
    private const string MissingAddress = "AzureWebJobsStorage__queueServiceUri (or AzureWebJobsStorage__accountName) must be set if "
        + "AzureWebJobsStorage__credential or AzureWebJobsStorage__clientId is set.";

    [Fact]
    public void Without_settings_the_queues_are_in_memory() => Assert.Null(ConfiguredApi.Read().Storage);

    [Fact]
    public void The_emulator_is_selected_by_its_connection_string() => Assert.Equal(
        new StorageSettings("UseDevelopmentStorage=true", null, false, null), Read(("", "UseDevelopmentStorage=true")));

    [Fact]
    public void A_connection_string_wins_over_an_address_as_on_the_functions_host() => Assert.Equal(
        new StorageSettings("UseDevelopmentStorage=true", null, false, null),
        Read(("", "UseDevelopmentStorage=true"), ("__queueServiceUri", "https://ours.queue.core.windows.net")));

    [Fact]
    public void An_address_with_a_user_assigned_identity_is_read() => Assert.Equal(
        new StorageSettings(null, new Uri("https://ours.queue.core.windows.net"), true, Id),
        Read(("__queueServiceUri", "https://ours.queue.core.windows.net"), ("__credential", "managedidentity"), ("__clientId", Id)));

    [Fact]
    public void An_account_name_with_the_system_identity_is_read() => Assert.Equal(
        new StorageSettings(null, new Uri("https://ours1.queue.core.windows.net"), true, null),
        Read(("__accountName", "ours1"), ("__credential", "managedidentity")));

    [Fact]
    public void An_address_alone_uses_the_default_credential() => Assert.Equal(
        new StorageSettings(null, new Uri("https://ours.queue.core.windows.net"), false, null), Read(("__accountName", "ours")));

    [Theory]
    [InlineData("AzureWebJobsStorage must be a storage account's connection string, or UseDevelopmentStorage=true.", "", "AccountKey=secret")]
    [InlineData("AzureWebJobsStorage must be a storage account's connection string, or UseDevelopmentStorage=true.", "", "secret")]
    [InlineData("AzureWebJobsStorage must be a storage account's connection string, or UseDevelopmentStorage=true.", "", "BlobEndpoint=https://ours.blob.core.windows.net;SharedAccessSignature=secret")]
    [InlineData("AzureWebJobsStorage must be a storage account's connection string, or UseDevelopmentStorage=true.", "", "AccountName=ours;AccountKey=not Base64")]
    [InlineData("AzureWebJobsStorage must be a storage account's connection string, or UseDevelopmentStorage=true.", "", "https://ours.queue.core.windows.net")]
    [InlineData("AzureWebJobsStorage__queueServiceUri must be an https address such as https://account.queue.core.windows.net.", "__queueServiceUri", "http://ours.queue.core.windows.net")]
    [InlineData("AzureWebJobsStorage__queueServiceUri must be an https address such as https://account.queue.core.windows.net.", "__queueServiceUri", "ours")]
    [InlineData("AzureWebJobsStorage__queueServiceUri must be an https address such as https://account.queue.core.windows.net.", "__queueServiceUri", "https://ours.queue.core.windows.net?sig=secret")]
    [InlineData("AzureWebJobsStorage__accountName must be a storage account's name: 3 to 24 lower-case letters and digits.", "__accountName", "evil.example/x")]
    [InlineData("AzureWebJobsStorage__credential must be managedidentity, or unset.", "__credential", "ManagedIdentity")]
    [InlineData("AzureWebJobsStorage__clientId must be the client id of an identity, a GUID.", "__clientId", "ours")]
    [InlineData(MissingAddress, "__credential", "managedidentity")]
    [InlineData(MissingAddress, "__clientId", Id)]
    [InlineData("AzureWebJobsStorage must be a Key Vault reference that resolves. Check the secret's name and the app's access to the vault.", "", "@Microsoft.KeyVault(VaultName=v;SecretName=s)")]
    public void An_invalid_setting_is_named_without_its_value(string line, string name, string value) =>
        Assert.Equal(line, Assert.Throws<SettingException>(() => Read((name, value))).Message);

    private static StorageSettings? Read(params (string Name, string Value)[] variables) =>
        ConfiguredApi.Read([.. variables.Select(v => ($"AzureWebJobsStorage{v.Name}", v.Value))]).Storage;
}
