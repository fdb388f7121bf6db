using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Users.Profiles;

/// <summary>The body of the read model <c>users</c>. Personal data is encrypted.</summary>
public sealed record StoredProfile(UserId Id, Encrypted Email, Encrypted FullName, Role Role, Instant CreatedAt);

/// <summary>A user's own profile.</summary>
public sealed record Profile(UserId Id, string Email, string FullName, Instant CreatedAt);

[JsonSerializable(typeof(StoredProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext
{
    public static ProfileJson Stored { get; } = new(StoredJson.NewOptions());
}

/// <summary>The read model <c>users</c>: one document per user.</summary>
public sealed class UsersProjection : IProjection
{
    public const string ModelName = "users";

    /// <summary>All users, by id. Ids rise with time.</summary>
    public const string Partition = "users";

    public string Name => ModelName;

    public string Category => User.Category;

    public string? DocumentIdOf(RecordedEvent recorded) =>
        recorded.Event is UserRegistered or ProfileUpdated ? recorded.Stream.Id : null;

    public bool Starts(IDomainEvent domainEvent) => domainEvent is not ProfileUpdated;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded) => recorded.Event switch
    {
        UserRegistered e => Document(new StoredProfile(e.UserId, e.Email, e.FullName, e.Role, recorded.Metadata.RecordedAt), recorded),
        ProfileUpdated e => Document(Read(current!) with { FullName = e.FullName }, recorded),
        _ => throw new InvalidOperationException($"{recorded.Event.GetType().Name} does not concern the read model {ModelName}."),
    };

    public static StoredProfile Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, ProfileJson.Stored.StoredProfile)!;

    private static ReadModelDocument Document(StoredProfile profile, RecordedEvent recorded) => new(
        profile.Id.ToString(), recorded.Stream, recorded.Version, Partition, profile.Id.ToString(),
        JsonSerializer.Serialize(profile, ProfileJson.Stored.StoredProfile));
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
        return new Profile(stored.Id, key.Decrypt(stored.Email), key.Decrypt(stored.FullName), stored.CreatedAt);
    }
}
