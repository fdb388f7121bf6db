using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users;

/// <summary>How an erasure came about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureOrigin>))]
public enum ErasureOrigin
{
    /// <summary>The user asked for it, with the password.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    [JsonStringEnumMemberName("admin")]
    Admin,

    /// <summary>A guest followed the link in a mail.</summary>
    [JsonStringEnumMemberName("guest")]
    Guest,

    /// <summary>The person's last booking and last sign-in are older than the deployment keeps persons.</summary>
    [JsonStringEnumMemberName("retention")]
    Retention,
}

/// <summary>The user signed in. Recorded only where persons are erased by age, and at most once a week.</summary>
public sealed record UserSignedIn(Instant At) : IDomainEvent;

/// <summary>The person is erased: a user, or a guest, whose stream begins with it. What follows from it is done after this event: see
/// docs/decisions/0050-erasing-a-person.md.</summary>
/// <param name="By">The administrator; null if none did it.</param>
/// <param name="From">The administrator's client address, encrypted with the administrator's key.</param>
public sealed record UserErased(UserId UserId, ErasureOrigin Origin, UserId? By, Encrypted? From) : IDomainEvent;
