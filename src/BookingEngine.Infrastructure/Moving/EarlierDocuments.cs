using System.Security.Cryptography;
using System.Text;
using BookingEngine.Bookings.Book;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using MongoDB.Bson;
using NodaTime;

namespace BookingEngine.Infrastructure.Moving;

/// <summary>Reads the documents of an earlier implementation: users with bcrypt hashes, events as <c>{type, data, timestamp}</c>. Its
/// documents had no schema, so each field is searched under all its names. A missing value is reported, never guessed.</summary>
internal static class EarlierDocuments
{
    public static (ImportUser? User, string? Reason) ReadUser(BsonDocument document)
    {
        var email = EmailAddress.TryParseKnown(Text(document, "email") ?? "");
        var hash = Text(document, "hashed_password", "password_hash", "password");
        var name = Text(document, "full_name", "name");
        return (email, hash) switch
        {
            (null, _) => (null, "its email is not a valid mail address"),
            (_, null) => (null, "it has no password hash"),
            _ when !BcryptHash.IsBcrypt(hash) => (null, "its password hash is not a bcrypt hash"),
            _ when BcryptHash.IsTooCostly(hash) => (null, $"its password hash has a cost over {BcryptHash.MaximumCost}"),
            _ => (new ImportUser(new UserId(GuidOf(IdOf(document))), email, name ?? email.Value.Split('@')[0], hash), null),
        };
    }

    /// <summary>Both are null for an event that needs no import, such as the registration of a user.</summary>
    public static (ImportBooking? Booking, string? Reason) ReadBooking(BsonDocument document)
    {
        var type = Text(document, "type")?.Replace("_", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (!string.Equals(type, "BookingCreated", StringComparison.OrdinalIgnoreCase))
        {
            return (null, type is null or "UserRegistered" or "UserCreated" ? null : $"its event type {Text(document, "type")} is unknown");
        }

        var data = document["data"] as BsonDocument ?? [];
        var user = Text(data, "user_id");
        return user is null ? (null, "it has no user")
            : SlotOf(data) is not { } slot ? (null, "it has no readable slot")
            : (new ImportBooking(new BookingId(GuidOf(Text(data, "booking_id", "id") ?? IdOf(document))), new UserId(GuidOf(user)), slot), null);
    }

    public static string IdOf(BsonDocument document) => Text(document, "id") ?? document["_id"].ToString()!;

    /// <summary>The first of the named fields that has a time; null if none has.</summary>
    public static Instant? TimeOf(BsonDocument document, params IReadOnlyList<string> names) =>
        names.Select(name => document.GetValue(name, BsonNull.Value)).Select(TimeOf).FirstOrDefault(time => time is not null);

    private static Instant? SlotOf(BsonDocument data) => TimeOf(data, "slot");

    // The value is a BSON date or a text. A text without an offset is in UTC.
    private static Instant? TimeOf(BsonValue value) => value switch
    {
        BsonDateTime time => Instant.FromUnixTimeMilliseconds(time.MillisecondsSinceEpoch),
        BsonString text => SlotTime.TryParse(text.Value.Replace(' ', 'T'), DefaultCatalogue.Zone),
        _ => null,
    };

    private static string? Text(BsonDocument document, params IReadOnlyList<string> names) => names
        .Select(name => document.GetValue(name, BsonNull.Value))
        .Select(value => value switch
        {
            BsonString { Value.Length: > 0 } text => text.Value,
            BsonObjectId id => id.ToString(),
            BsonBinaryData { IsGuid: true } id => id.ToString(),
            _ => null,
        })
        .FirstOrDefault(text => text is not null);

    /// <summary>A GUID stays the same. Any other id becomes a GUID derived from it, so that a second run gets the same one.</summary>
    public static Guid GuidOf(string id) =>
        Guid.TryParse(id, out var same) ? same : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"imported {id}")).AsSpan(0, 16), bigEndian: true);
}
