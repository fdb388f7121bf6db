using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Users.Profiles;

/// <summary>The read model <c>users</c>: one document per user.</summary>
public sealed class UsersProjection : IProjection
{
    public const string ModelName = "users";

    /// <summary>All users, by id. Ids rise with time.</summary>
    public const string Partition = "users";

    public string Name => ModelName;

    public string Category => User.Category;

    public string? DocumentIdOf(RecordedEvent recorded) =>
        recorded.Event is UserRegistered or ProfileUpdated or EmailChanged ? recorded.Stream.Id : null;

    public bool Starts(IDomainEvent domainEvent) => domainEvent is UserRegistered;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded) => recorded.Event switch
    {
        UserRegistered e => Document(new StoredProfile(e.UserId, e.Email, e.FullName, e.Role, recorded.Metadata.RecordedAt) { Locale = e.Locale }, recorded),
        ProfileUpdated e when Read(current!) is var profile => Document(profile with { FullName = e.FullName, Locale = e.Locale ?? profile.Locale }, recorded),
        EmailChanged e => Document(Read(current!) with { Email = e.Email }, recorded),
        _ => throw new InvalidOperationException($"{recorded.Event.GetType().Name} does not concern the read model {ModelName}."),
    };

    public static StoredProfile Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, ProfileJson.Stored.StoredProfile)!;

    private static ReadModelDocument Document(StoredProfile profile, RecordedEvent recorded) => new(
        profile.Id.ToString(), recorded.Stream, recorded.Version, Partition, profile.Id.ToString(),
        JsonSerializer.Serialize(profile, ProfileJson.Stored.StoredProfile));
}
