using MongoDB.Bson;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Infrastructure.Mongo.Documents;

/// <summary>How values stand in documents. Instants are texts of one width in UTC, to 100 ns: exact, where BSON's own dates are cut to
/// milliseconds, and in the order of time.</summary>
internal static class MongoFields
{
    private static readonly InstantPattern FixedWidth = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'");

    public static string Text(this Instant instant) => FixedWidth.Format(instant);

    public static Instant Instant(this BsonDocument document, string field) => FixedWidth.Parse(document[field].AsString).GetValueOrThrow();

    public static BsonValue OrNull(string? text) => text is null ? BsonNull.Value : text;

    public static string? TextOrNull(this BsonDocument document, string field) => document[field] is { IsBsonNull: false } value ? value.AsString : null;

    /// <summary>Versions are 64 bits; a hand that edits with a shell leaves 32, or a double.</summary>
    public static long Whole(this BsonDocument document, string field) => document[field] switch
    {
        BsonInt64 n => n.Value,
        BsonInt32 n => n.Value,
        BsonDouble n when Math.Floor(n.Value) == n.Value => (long)n.Value,
        _ => throw new FormatException($"{field} is no whole number."),
    };

    /// <summary>Reads a document that this software wrote.</summary>
    /// <exception cref="DamagedDocumentException">Someone else has changed it.</exception>
    public static T Read<T>(string collection, BsonDocument document, Func<BsonDocument, T> read)
    {
        try
        {
            return read(document);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidCastException or FormatException or ArgumentException or UnparsableValueException)
        {
            throw new DamagedDocumentException(collection, document.GetValue("_id", "?").ToString()!, e);
        }
    }
}

/// <summary>A document is not as this software writes it: it was changed by hand, or by something else.</summary>
public sealed class DamagedDocumentException(string collection, string id, Exception inner)
    : Exception($"The document {id} in {collection} is damaged: restore it from a backup.", inner);
