using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users;

/// <param name="PasswordHash">A PHC string, encrypted with the person's key.</param>
public sealed record UserRegistered(UserId UserId, Encrypted Email, Encrypted FullName, Encrypted PasswordHash, Role Role) : IDomainEvent
{
    /// <summary>The language that the user reads, encrypted; null if it is unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Locale { get; init; }
}

/// <summary>A registration that claimed the address but never finished is abandoned, so that the address is free again. It can no longer be
/// completed.</summary>
public sealed record RegistrationAbandoned(UserId UserId) : IDomainEvent;

/// <summary>The same password was hashed again, with newer parameters or in form C.</summary>
public sealed record PasswordRehashed(Encrypted PasswordHash) : IDomainEvent;

/// <param name="TokenHash">SHA-256 of the token. The token is not stored.</param>
public sealed record PasswordResetRequested(Guid RequestId, string TokenHash, Instant ExpiresAt) : IDomainEvent;

public sealed record PasswordReset(Guid RequestId, Encrypted PasswordHash) : IDomainEvent;

/// <param name="KeptSession">The caller's session, the only one that continues.</param>
public sealed record PasswordChanged(Encrypted PasswordHash, SessionId KeptSession) : IDomainEvent;

public sealed record ProfileUpdated(Encrypted FullName) : IDomainEvent
{
    /// <summary>The language that the user reads, encrypted; null if it is unknown, or stays as it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Locale { get; init; }
}

/// <summary>A mail asks the user to verify the address.</summary>
public sealed record EmailVerificationRequested(Guid RequestId, Instant ExpiresAt) : IDomainEvent;

public sealed record EmailVerified(UserId UserId) : IDomainEvent;

/// <summary>The person wants no reminders any more, or wants them again. A guest has the event, too.</summary>
public sealed record RemindersSwitched(bool AreOn) : IDomainEvent;

[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    [JsonStringEnumMemberName("customer")]
    Customer,

    /// <summary>Manages the linked resources.</summary>
    [JsonStringEnumMemberName("staff")]
    Staff,

    [JsonStringEnumMemberName("admin")]
    Admin,
}

[JsonSerializable(typeof(UserRegistered))]
[JsonSerializable(typeof(RegistrationAbandoned))]
[JsonSerializable(typeof(PasswordRehashed))]
[JsonSerializable(typeof(PasswordResetRequested))]
[JsonSerializable(typeof(PasswordReset))]
[JsonSerializable(typeof(PasswordChanged))]
[JsonSerializable(typeof(ProfileUpdated))]
[JsonSerializable(typeof(EmailVerificationRequested))]
[JsonSerializable(typeof(EmailVerified))]
[JsonSerializable(typeof(RemindersSwitched))]
[JsonSerializable(typeof(EmailChangeRequested))]
[JsonSerializable(typeof(EmailChangeAnnounced))]
[JsonSerializable(typeof(EmailChangeEnded))]
[JsonSerializable(typeof(EmailChanged))]
[JsonSerializable(typeof(UserErased))]
[JsonSerializable(typeof(UserSignedIn))]
[JsonSerializable(typeof(SecondFactorRequested))]
[JsonSerializable(typeof(SecondFactorConfirmed))]
[JsonSerializable(typeof(SecondFactorUsed))]
[JsonSerializable(typeof(RecoveryCodeUsed))]
[JsonSerializable(typeof(SecondFactorRemoved))]
internal sealed partial class UserEventJson : JsonSerializerContext
{
    public static IEnumerable<EventType> Types { get; } = Of(new UserEventJson(StoredJson.NewOptions()));

    private static IEnumerable<EventType> Of(UserEventJson json) =>
    [
        EventType.Of("user-registered.v1", () => json.UserRegistered),
        EventType.Of("registration-abandoned.v1", () => json.RegistrationAbandoned),
        EventType.Of("password-rehashed.v1", () => json.PasswordRehashed),
        EventType.Of("password-reset-requested.v1", () => json.PasswordResetRequested),
        EventType.Of("password-reset.v1", () => json.PasswordReset),
        EventType.Of("password-changed.v1", () => json.PasswordChanged),
        EventType.Of("profile-updated.v1", () => json.ProfileUpdated),
        EventType.Of("email-verification-requested.v1", () => json.EmailVerificationRequested),
        EventType.Of("email-verified.v1", () => json.EmailVerified),
        EventType.Of("reminders-switched.v1", () => json.RemindersSwitched),
        EventType.Of("email-change-requested.v1", () => json.EmailChangeRequested),
        EventType.Of("email-change-announced.v1", () => json.EmailChangeAnnounced),
        EventType.Of("email-change-ended.v1", () => json.EmailChangeEnded),
        EventType.Of("email-changed.v1", () => json.EmailChanged),
        EventType.Of("user-erased.v1", () => json.UserErased),
        EventType.Of("user-signed-in.v1", () => json.UserSignedIn),
        EventType.Of("second-factor-removed.v1", () => json.SecondFactorRemoved),
        EventType.Of("recovery-code-used.v1", () => json.RecoveryCodeUsed),
        EventType.Of("second-factor-used.v1", () => json.SecondFactorUsed),
        EventType.Of("second-factor-confirmed.v1", () => json.SecondFactorConfirmed),
        EventType.Of("second-factor-requested.v1", () => json.SecondFactorRequested),
    ];
}
