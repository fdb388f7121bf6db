using System.Text.RegularExpressions;
using Azure.Storage.Queues;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The storage account of the queues: a connection string, or an address and an identity. The Functions host reads the same
/// variables, so both use the same account.</summary>
/// <param name="QueueService">The queues' address; null if there is a connection string, which wins.</param>
/// <param name="ByManagedIdentity">Whether to use only the managed identity. Otherwise Azure's default credential chain applies.</param>
/// <param name="ClientId">The client id of a user-assigned identity; null for the system-assigned one.</param>
public sealed partial record StorageSettings(string? ConnectionString, Uri? QueueService, bool ByManagedIdentity, string? ClientId)
{
    private const string Name = "AzureWebJobsStorage", Address = $"{Name}__queueServiceUri", Account = $"{Name}__accountName";

    /// <summary>Null if no account is configured. Then the queues are in memory.</summary>
    public static StorageSettings? Read(SettingReader read) => read.Text(Name) is { } connection
        ? new StorageSettings(Checked(connection), null, false, null)
        : ReadIdentity(read);

    private static StorageSettings? ReadIdentity(SettingReader read)
    {
        var byManagedIdentity = read.Text($"{Name}__credential") switch
        {
            null => false,
            "managedidentity" => true,
            _ => throw new SettingException($"{Name}__credential must be managedidentity, or unset."),
        };
        var clientId = read.Text($"{Name}__clientId");
        return (ReadAddress(read), clientId) switch
        {
            (_, { } id) when !Guid.TryParse(id, out _) => throw new SettingException($"{Name}__clientId must be the client id of an identity, a GUID."),
            ({ } address, _) => new StorageSettings(null, address, byManagedIdentity, clientId),
            (null, null) when !byManagedIdentity => null,
            _ => throw new SettingException($"{Address} (or {Account}) must be set if {Name}__credential or {Name}__clientId is set."),
        };
    }

    // The client refuses to send a token over http, but only at the first message. So reject it here.
    private static Uri? ReadAddress(SettingReader read) => (read.Text(Address), read.Text(Account)) switch
    {
        ({ } text, _) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "https", Query: "", UserInfo: "" }
            ? uri
            : throw new SettingException($"{Address} must be an https address such as https://account.queue.core.windows.net."),
        (null, { } account) => AccountName().IsMatch(account)
            ? new Uri($"https://{account}.queue.core.windows.net")
            : throw new SettingException($"{Account} must be a storage account's name: 3 to 24 lower-case letters and digits."),
        _ => null,
    };

    private static string Checked(string connection) => NamesQueues(connection)
        ? connection
        : throw new SettingException($"{Name} must be a storage account's connection string, or UseDevelopmentStorage=true.");

    private static bool NamesQueues(string connection)
    {
        try
        {
            return new QueueServiceClient(connection).Uri is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false; // the client's message would show the value
        }
    }

    [GeneratedRegex("^[a-z0-9]{3,24}$")]
    private static partial Regex AccountName();
}
