using System.Security.Cryptography;
using System.Text;
using BookingEngine.EventSourcing;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>One payload of an event: what it is about, and its place among the payloads about the same thing.</summary>
/// <param name="Subject">The thing, such as <c>booking/…</c>. Payloads about one thing are sent in order.</param>
/// <param name="Sequence">Counts the payloads about the thing from 1, the same for all endpoints.</param>
public sealed record PayloadPlace(RecordedEvent Recorded, int Ordinal, WebhookEventType Type, string Subject, long Sequence)
{
    /// <summary>Fixed by the event, so that a receiver can tell what it has seen. It has no full stop, as Standard Webhooks demands.</summary>
    public string Id => IdOf(Recorded.Stream, Recorded.Version, Ordinal);

    public Instant At => Recorded.Metadata.RecordedAt;

    public static string IdOf(StreamName stream, long version, int ordinal)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{stream}/{version}")));
        return FormattableString.Invariant($"evt_{Convert.ToHexStringLower(hash)[..32]}-{ordinal}");
    }
}

/// <summary>The read models do not have the event yet. They soon will.</summary>
public sealed class PayloadNotReadyException(StreamName stream, long version)
    : Exception($"The read models do not have version {version} of {stream} yet.");
