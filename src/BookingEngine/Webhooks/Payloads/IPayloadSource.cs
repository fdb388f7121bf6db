using System.Text.Json;
using BookingEngine.EventSourcing;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Makes the payloads of some events.</summary>
public interface IPayloadSource
{
    bool AppliesTo(IDomainEvent domainEvent);

    /// <summary>What the event is about, and how many payloads about it there are up to this one.</summary>
    /// <exception cref="PayloadNotReadyException">The read models do not have the event yet.</exception>
    Task<(string Subject, long Sequence)> PlaceAsync(RecordedEvent recorded, CancellationToken cancellation);

    /// <param name="personal">Whether names, addresses and what people wrote are included.</param>
    /// <exception cref="PayloadNotReadyException">The read models do not have the event yet.</exception>
    Task<PayloadBody> ComposeAsync(RecordedEvent recorded, bool personal, CancellationToken cancellation);
}

/// <summary>What a payload says.</summary>
/// <param name="Data">Writes the members of the state just after the event.</param>
/// <param name="Previous">Writes the former values of what changed; null if nothing did.</param>
public sealed record PayloadBody(Action<Utf8JsonWriter> Data, Action<Utf8JsonWriter>? Previous)
{
    /// <summary>The id of the person that it is about; null for none.</summary>
    public string? Person { get; init; }

    /// <summary>Where to read it; null if it is always small.</summary>
    public string? Link { get; init; }
}
