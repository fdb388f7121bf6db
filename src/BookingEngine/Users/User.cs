using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Users;

/// <summary>A user as decisions see one. Nothing personal is in the clear here.</summary>
public sealed record User(UserStatus Status, UserId Id, Sealed PasswordHash, Role Role) : IAggregate<User>
{
    public static string Category => "user";

    public static User Initial { get; } = new(UserStatus.Unknown, default, default, default);

    public User Apply(RecordedEvent recorded) => recorded.Event switch
    {
        UserRegistered e => new(UserStatus.Registered, e.UserId, e.PasswordHash, e.Role),
        RegistrationAbandoned e => this with { Status = UserStatus.Abandoned, Id = e.UserId },
        PasswordRehashed e => this with { PasswordHash = e.PasswordHash },
        _ => this,
    };
}

public enum UserStatus
{
    Unknown,
    Registered,
    Abandoned,
}
