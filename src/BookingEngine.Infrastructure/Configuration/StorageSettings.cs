using System.Text.RegularExpressions;
using Azure.Storage.Queues;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The storage account that holds the queues, read from the names that the Functions host itself reads, so that both reach the same one:
/// a connection string, or else the queues' address and an identity.</summary>
/// <param name="QueueService">The address; null if there is a connection string, which wins.</param>
/// <param name="ByManagedIdentity">Only by the managed identity; otherwise by what Azure's default chain of credentials finds.</param>
/// <param name="ClientId">The user-assigned identity; null for the system's.</param>
public sealed partial record StorageSettings(string? ConnectionString, Uri? QueueService, bool ByManagedIdentity, string? ClientId)
{
    private const string Name = "AzureWebJobsStorage", Address = $"{Name}__queueServiceUri", Account = $"{Name}__accountName";

    /// <summary>Null if neither is configured: the queues are in the process.</summary>
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
            _ => throw new SettingException($"{Address} (or {Account}) must be set where {Name}__credential or {Name}__clientId is."),
        };
    }

    // Nobody sends a token over http: the client would refuse at the first message.
    private static Uri? ReadAddress(SettingReader read) => (read.Text(Address), read.Text(Account)) switch
    {
        ({ } text, _) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "https", Query: "", UserInfo: "" }
            ? uri
            : throw new SettingException($"{Address} must be an https address such as https://account.queue.core.windows.net."),
        (null, { } account) => AccountName().IsMatch(account)
            ? new Uri($"https://{account}.queue.core.windows.net")
            : throw new SettingException($"{Account} must be a storage account's name: 3 to 24 small letters and digits."),
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
            return false; // the client's own words would show what it read
        }
    }

    [GeneratedRegex("^[a-z0-9]{3,24}$")]
    private static partial Regex AccountName();
}
