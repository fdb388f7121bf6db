using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Users;

/// <param name="PasswordHash">A PHC string, sealed: erasing the person's key erases it, too.</param>
public sealed record UserRegistered(UserId UserId, Sealed Email, Sealed FullName, Sealed PasswordHash, Role Role) : IDomainEvent;

/// <summary>A registration that took the address and went no further was given up, so that the address can be had again. It can never
/// be completed after this.</summary>
public sealed record RegistrationAbandoned(UserId UserId) : IDomainEvent;

/// <summary>The same password was hashed again with newer parameters.</summary>
public sealed record PasswordRehashed(Sealed PasswordHash) : IDomainEvent;

[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    [JsonStringEnumMemberName("customer")]
    Customer,
}

[JsonSerializable(typeof(UserRegistered))]
[JsonSerializable(typeof(RegistrationAbandoned))]
[JsonSerializable(typeof(PasswordRehashed))]
internal sealed partial class UserEventJson : JsonSerializerContext
{
    public static IEnumerable<EventType> Types { get; } = Of(new UserEventJson(StoredJson.NewOptions()));

    private static IEnumerable<EventType> Of(UserEventJson json) =>
    [
        EventType.Of("user-registered.v1", json.UserRegistered),
        EventType.Of("registration-abandoned.v1", json.RegistrationAbandoned),
        EventType.Of("password-rehashed.v1", json.PasswordRehashed),
    ];
}
