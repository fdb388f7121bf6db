using MongoDB.Bson;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Infrastructure.Mongo.Documents;

/// <summary>Converts values of documents. Instants are UTC texts of fixed width with a precision of 100 ns, so that they sort by time.
/// BSON dates have only milliseconds.</summary>
internal static class MongoFields
{
    private static readonly InstantPattern FixedWidth = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'");

    public static string Text(this Instant instant) => FixedWidth.Format(instant);

    public static Instant Instant(this BsonDocument document, string field) => FixedWidth.Parse(document[field].AsString).GetValueOrThrow();

    public static BsonValue OrNull(string? text) => text is null ? BsonNull.Value : text;

    public static string? TextOrNull(this BsonDocument document, string field) => document[field] is { IsBsonNull: false } value ? value.AsString : null;

    /// <summary>Reads a 64-bit integer. Edits in a shell may turn it into a 32-bit integer or a double, so it accepts those as well.</summary>
    public static long WholeNumber(this BsonDocument document, string field) => document[field] switch
    {
        BsonInt64 n => n.Value,
        BsonInt32 n => n.Value,
        BsonDouble n when Math.Floor(n.Value) == n.Value => (long)n.Value,
        _ => throw new FormatException($"{field} is not a whole number."),
    };

    /// <exception cref="DamagedDocumentException">The document is not in the format that this software writes.</exception>
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

/// <summary>A document is not in the format that this software writes: another program or a person has changed it.</summary>
public sealed class DamagedDocumentException(string collection, string id, Exception inner)
    : Exception($"The document {id} in {collection} is damaged. Restore it from a backup.", inner);
