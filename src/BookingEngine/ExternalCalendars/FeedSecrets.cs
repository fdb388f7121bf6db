using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.ExternalCalendars;

/// <summary>What is known of an external calendar in clear text.</summary>
/// <param name="Name">Null for none.</param>
public sealed record FeedSecret(string Url, string? Name)
{
    /// <summary>All of the address that is ever shown.</summary>
    [JsonIgnore]
    public string Host => new Uri(Url).IdnHost;
}

/// <summary>Encrypts and decrypts addresses and names of external calendars.</summary>
public sealed class FeedSecrets(PersonalData personal)
{
    /// <summary>Null if the person or the feed was erased.</summary>
    public async Task<Encrypted?> EncryptAsync(UserId addedBy, FeedId feed, FeedSecret secret, CancellationToken cancellation) =>
        (await personal.KeyForAsync(addedBy.ToString(), feed.Matter, isKnown: true, cancellation))
            ?.Encrypt(JsonSerializer.Serialize(secret, FeedSecretJson.Stored.FeedSecret));

    /// <summary>Omits those whose person or feed was erased.</summary>
    public async Task<IReadOnlyDictionary<FeedId, FeedSecret>> DecryptAsync(IReadOnlyCollection<ExternalCalendar> calendars, CancellationToken cancellation)
    {
        var keys = await personal.FindKeysAsync([.. calendars.Select(MatterOf)], cancellation);
        var texts = calendars.Select(calendar => (calendar.Feed, Text: keys.GetValueOrDefault(MatterOf(calendar))?.Decrypt(calendar.Secret)));
        return texts.Where(found => found.Text is not null).ToDictionary(
            found => found.Feed, found => JsonSerializer.Deserialize(found.Text!, FeedSecretJson.Stored.FeedSecret)!);
    }

    public Task EraseAsync(FeedId feed) => personal.EraseAsync(feed.Matter);

    private static (string Person, string Matter) MatterOf(ExternalCalendar calendar) => (calendar.AddedBy.ToString(), calendar.Feed.Matter);
}

[JsonSerializable(typeof(FeedSecret))]
internal sealed partial class FeedSecretJson : JsonSerializerContext
{
    public static FeedSecretJson Stored { get; } = new(StoredJson.NewOptions());
}
