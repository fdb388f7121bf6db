using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users;

/// <summary>The stored state of a user. Personal data is encrypted as in the events, so that erasing the person's key erases it,
/// too.</summary>
/// <param name="Email">Null if the account was never registered.</param>
/// <param name="PasswordHash">Null if the account never had a password.</param>
internal sealed record UserSnapshot(
    UserStatus Status, UserId Id, Encrypted? Email, Encrypted? PasswordHash, int PasswordGeneration, Role Role, bool IsVerified,
    PasswordResetRequested? Reset, Guid LastResetRequest, EmailVerificationRequested? Verification,
    EmailChangeRequested? EmailChange, Guid LastEmailChange)
{
    /// <summary>See <see cref="User.LastSignIn"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? LastSignIn { get; init; }

    public SecondFactorRequested? PendingFactor { get; init; }

    public SecondFactor? Factor { get; init; }

    public bool StopsReminders { get; init; }

    public static SnapshotShape<User> Shape { get; } = SnapshotShape.Of<User, UserSnapshot>(
        "user.v4", () => UserSnapshotJson.Stored.StateAtUserSnapshot, Of, stored => stored.ToUser());

    private static UserSnapshot Of(User user) => new(
        user.Status, user.Id, OrNull(user.Email), OrNull(user.PasswordHash), user.PasswordGeneration, user.Role, user.IsVerified, user.Reset,
        user.LastResetRequest, user.Verification, user.EmailChange, user.LastEmailChange)
    {
        LastSignIn = user.LastSignIn,
        PendingFactor = user.PendingFactor,
        Factor = user.Factor,
        StopsReminders = user.StopsReminders,
    };

    private User ToUser() => new(
        Status, Id, Email ?? default, PasswordHash ?? default, PasswordGeneration, Role, IsVerified, Reset, LastResetRequest, Verification, EmailChange,
        LastEmailChange)
    {
        LastSignIn = LastSignIn,
        PendingFactor = PendingFactor,
        Factor = Factor,
        StopsReminders = StopsReminders,
    };

    private static Encrypted? OrNull(Encrypted value) => value == default ? null : value;
}

[JsonSerializable(typeof(StateAt<UserSnapshot>))]
internal sealed partial class UserSnapshotJson : JsonSerializerContext
{
    public static UserSnapshotJson Stored { get; } = new(StoredJson.NewOptions());
}
