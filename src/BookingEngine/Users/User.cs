using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users;

/// <summary>The aggregate of a user. Personal data is encrypted.</summary>
/// <param name="Email">The present mail address.</param>
/// <param name="PasswordGeneration">Rises with every new password, but not if the same one is hashed again.</param>
/// <param name="Reset">The only valid request to reset the password.</param>
/// <param name="Verification">The newest request to verify the address.</param>
/// <param name="EmailChange">The only valid request to change the address.</param>
/// <param name="LastEmailChange">The request that changed it last.</param>
public sealed record User(
    UserStatus Status, UserId Id, Encrypted Email, Encrypted PasswordHash, int PasswordGeneration, Role Role, bool IsVerified,
    PasswordResetRequested? Reset, Guid LastResetRequest, EmailVerificationRequested? Verification,
    EmailChangeRequested? EmailChange, Guid LastEmailChange) : IAggregate<User>
{
    /// <summary>The request for a second factor that is not confirmed yet.</summary>
    public SecondFactorRequested? PendingFactor { get; init; }

    /// <summary>Null if the user has none.</summary>
    public SecondFactor? Factor { get; init; }

    private static readonly User Empty = new(UserStatus.Unknown, default, default, default, 0, default, false, null, default, null, null, default);

    public static string Category => "user";

    public static SnapshotShape<User> Shape => UserSnapshot.Shape;

    public static User InitialOf(StreamName stream) => Empty;

    /// <summary>The last recorded sign-in; null if none was recorded.</summary>
    public Instant? LastSignIn { get; init; }

    /// <summary>Whether the person wants no reminders.</summary>
    public bool StopsReminders { get; init; }

    /// <summary>Whether this request or a newer one is recorded. Ids rise with time, and messages may be duplicated or reordered.</summary>
    public bool HasRecordedReset(Guid request) => request.CompareTo(LastResetRequest) <= 0;

    public User Apply(RecordedEvent recorded) => recorded.Event switch
    {
        UserRegistered e => this with
        {
            Status = UserStatus.Registered,
            Id = e.UserId,
            Email = e.Email,
            PasswordHash = e.PasswordHash,
            Role = e.Role,
        },
        RegistrationAbandoned e => this with { Status = UserStatus.Abandoned, Id = e.UserId },
        PasswordRehashed e => this with { PasswordHash = e.PasswordHash },
        PasswordResetRequested e => this with { Reset = e, LastResetRequest = e.RequestId },
        PasswordReset e => WithPassword(e.PasswordHash) with { Reset = null },
        PasswordChanged e => WithPassword(e.PasswordHash) with { Reset = null },
        EmailVerificationRequested e => this with { Verification = e },
        EmailVerified => this with { IsVerified = true, Verification = null },
        EmailChangeRequested e => this with { EmailChange = e },
        EmailChangeEnded => this with { EmailChange = null },
        EmailChanged e => WithAddress(e),
        UserErased e => Erase(e),
        RemindersSwitched e => this with { StopsReminders = !e.AreOn },
        UserSignedIn e => this with { LastSignIn = e.At },
        SecondFactorRequested e => this with { PendingFactor = e },
        SecondFactorConfirmed e => this with { Factor = new SecondFactor(PendingFactor!.Secret, e.Step, e.RecoveryHashes), PendingFactor = null },
        SecondFactorUsed e => this with { Factor = Factor! with { LastStep = e.Step } },
        RecoveryCodeUsed e => this with { Factor = Factor! with { RecoveryHashes = Factor.RecoveryHashes.Remove(e.Hash) } },
        SecondFactorRemoved => this with { Factor = null, PendingFactor = null },
        _ => this,
    };

    // The generation rises, so that a sign-in that runs meanwhile ends its session.
    private User Erase(UserErased erased) => this with
    {
        Status = UserStatus.Erased,
        Id = erased.UserId,
        PasswordGeneration = PasswordGeneration + 1,
        Reset = null,
        Verification = null,
        EmailChange = null,
        PendingFactor = null,
        Factor = null,
    };

    private User WithPassword(Encrypted hash) => this with { PasswordHash = hash, PasswordGeneration = PasswordGeneration + 1, EmailChange = null };

    // A link to reset the password is in the mailbox of the former address.
    private User WithAddress(EmailChanged changed) => this with
    {
        Email = changed.Email,
        IsVerified = true,
        Verification = null,
        Reset = null,
        EmailChange = null,
        LastEmailChange = changed.RequestId,
    };
}

[JsonConverter(typeof(JsonStringEnumConverter<UserStatus>))]
public enum UserStatus
{
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("registered")]
    Registered,

    [JsonStringEnumMemberName("abandoned")]
    Abandoned,

    [JsonStringEnumMemberName("erased")]
    Erased,
}
