using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Waitlist;

/// <summary>The read model <c>waitlist</c>: all entries, also closed ones, by customer in the order in which they joined. Its index by status finds the open
/// ones.</summary>
public sealed class WaitlistProjection : IProjection
{
    public const string ModelName = "waitlist";

    /// <summary>Values of the index by status.</summary>
    public const string Open = "open", Closed = "closed";

    public string Name => ModelName;

    public string Category => ServiceWaitlist.Category;

    public static string PartitionOf(UserId user) => $"user {user}";

    public static WaitlistEntry Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, WaitlistJson.Stored.WaitlistEntry)!;

    public string? DocumentIdOf(RecordedEvent recorded) => recorded.Event is IEntryEvent e ? $"{e.EntryId}" : null;

    public bool Starts(IDomainEvent domainEvent) => domainEvent is EntryJoined or not IEntryEvent;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded)
    {
        var (e, at) = ((IEntryEvent)recorded.Event, recorded.Metadata.RecordedAt);
        var entry = e is EntryJoined joined ? EntryChanges.Begin(joined, at) : EntryChanges.Apply(Read(current!), e, at);
        return new ReadModelDocument(
            $"{entry.Id}", recorded.Stream, recorded.Version, PartitionOf(entry.UserId), $"{entry.Id}", JsonSerializer.Serialize(entry, WaitlistJson.Stored.WaitlistEntry))
        {
            Keys = new ListKeys("", entry.ServiceId.Value, entry.IsOpen ? Open : Closed),
        };
    }
}
