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

/// <summary>Reads what an earlier implementation left: users with bcrypt hashes, events as <c>{type, data, timestamp}</c>. Its documents had
/// no schema, so that each field is looked for by the names it went by; what is wanting is told, never guessed.</summary>
internal static class EarlierDocuments
{
    public static (ImportUser? User, string? Why) ReadUser(BsonDocument document)
    {
        var email = EmailAddress.TryParse(Text(document, "email") ?? "");
        var hash = Text(document, "hashed_password", "password_hash", "password");
        var name = Text(document, "full_name", "name");
        return (email, hash) switch
        {
            (null, _) => (null, "its email is no mail address that this version takes"),
            (_, null) => (null, "it has no password hash"),
            _ when !BcryptHash.IsOne(hash) => (null, "its password hash is no bcrypt hash"),
            _ => (new ImportUser(new UserId(GuidOf(IdOf(document))), email, name ?? email.Value.Split('@')[0], hash), null),
        };
    }

    /// <summary>Null and no reason for an event that is about something else.</summary>
    public static (ImportBooking? Booking, string? Why) ReadBooking(BsonDocument document)
    {
        var type = Text(document, "type")?.Replace("_", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (!string.Equals(type, "BookingCreated", StringComparison.OrdinalIgnoreCase))
        {
            return (null, type is null or "UserRegistered" or "UserCreated" ? null : $"events of type {Text(document, "type")} are not known here");
        }

        var data = document["data"] as BsonDocument ?? [];
        var user = Text(data, "user_id");
        return user is null ? (null, "it names no user")
            : SlotOf(data) is not { } slot ? (null, "it has no slot that can be read")
            : (new ImportBooking(new BookingId(GuidOf(Text(data, "booking_id", "id") ?? IdOf(document))), new UserId(GuidOf(user)), slot), null);
    }

    public static string IdOf(BsonDocument document) => Text(document, "id") ?? document["_id"].ToString()!;

    /// <summary>When it says that it was made; null if it does not.</summary>
    public static Instant? TimeOf(BsonDocument document, params IReadOnlyList<string> names) =>
        names.Select(name => document.GetValue(name, BsonNull.Value)).Select(TimeOf).FirstOrDefault(time => time is not null);

    private static Instant? SlotOf(BsonDocument data) => TimeOf(data, "slot");

    // Dates as BSON has them, or as texts; what has no offset was in UTC.
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

    /// <summary>A GUID stays what it was; any other id becomes one that follows from it.</summary>
    public static Guid GuidOf(string id) =>
        Guid.TryParse(id, out var same) ? same : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"imported {id}")).AsSpan(0, 16), bigEndian: true);
}
