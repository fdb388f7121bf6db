using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Users.Profiles;

/// <summary>The body of the read model <c>users</c>. Personal data is encrypted.</summary>
public sealed record StoredProfile(UserId Id, Encrypted Email, Encrypted FullName, Role Role, Instant CreatedAt)
{
    /// <summary>The language that the user reads, encrypted; null if it is unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Locale { get; init; }
}

/// <summary>A user's own profile.</summary>
/// <param name="Locale">The language that the user reads; null if it is unknown.</param>
public sealed record Profile(UserId Id, string Email, string FullName, Instant CreatedAt, string? Locale);

[JsonSerializable(typeof(StoredProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext
{
    public static ProfileJson Stored { get; } = new(StoredJson.NewOptions());
}

public sealed class GetProfileHandler(IReadModelStore models, PersonalData personalData)
{
    /// <summary>Null if the person was erased, or the read model does not have the user yet.</summary>
    public async Task<Profile?> HandleAsync(UserId user, CancellationToken cancellation)
    {
        var document = await models.FindAsync(UsersProjection.ModelName, user.ToString(), cancellation);
        var key = await personalData.FindKeyAsync(user.ToString(), cancellation);
        if (document is null || key is null)
        {
            return null;
        }

        var stored = UsersProjection.Read(document);
        return new Profile(stored.Id, key.Decrypt(stored.Email), key.Decrypt(stored.FullName), stored.CreatedAt, stored.Locale is { } locale ? key.Decrypt(locale) : null);
    }
}
