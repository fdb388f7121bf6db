using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.Times;

namespace BookingEngine.Webhooks.Payloads;

/// <param name="Json">The bytes to sign and to send.</param>
/// <param name="Person">The id of the person whose personal data it has; null for none.</param>
public sealed record ComposedPayload(ReadOnlyMemory<byte> Json, string? Person);

/// <summary>Composes payloads from events, as Standard Webhooks has them. Nothing of them is stored, so an erased person is erased from them, too.</summary>
public sealed class PayloadComposer(IEnumerable<IPayloadSource> sources)
{
    /// <summary>A larger payload has no texts and a link instead, as Standard Webhooks recommends.</summary>
    public const int MaximumSize = 20 * 1024;

    // Offsets of times have a plus, which needs no escape outside HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The payloads of an event, in order.</summary>
    /// <exception cref="PayloadNotReadyException">The read models do not have the event yet.</exception>
    public async Task<ImmutableArray<PayloadPlace>> PlaceAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var types = PayloadTypes.Of(recorded.Event);
        if (types.IsEmpty)
        {
            return [];
        }

        var (subject, sequence) = await SourceOf(recorded).PlaceAsync(recorded, cancellation);
        return [.. types.Select((type, ordinal) => new PayloadPlace(recorded, ordinal, type, subject, sequence + ordinal))];
    }

    /// <exception cref="PayloadNotReadyException">The read models do not have the event yet.</exception>
    public async Task<ComposedPayload> ComposeAsync(PayloadPlace place, bool personal, CancellationToken cancellation)
    {
        var body = await SourceOf(place.Recorded).ComposeAsync(place.Recorded, personal, cancellation);
        var written = Write(place, body, isThin: false);
        if (written.Length <= MaximumSize || !personal)
        {
            return new ComposedPayload(written, personal ? body.Person : null);
        }

        return new ComposedPayload(Write(place, await SourceOf(place.Recorded).ComposeAsync(place.Recorded, personal: false, cancellation), isThin: true), null);
    }

    private IPayloadSource SourceOf(RecordedEvent recorded) => sources.First(source => source.AppliesTo(recorded.Event));

    private static ReadOnlyMemory<byte> Write(PayloadPlace place, PayloadBody body, bool isThin)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, place.Id);
            json.WriteString("type"u8, place.Type.Name);
            json.WriteString("schema"u8, place.Type.Schema);
            json.WriteString("timestamp"u8, Rfc3339.Format(place.At));
            json.WriteNumber("sequence"u8, place.Sequence);
            json.WriteStartObject("data"u8);
            body.Data(json);
            if (isThin)
            {
                json.WriteString("link"u8, body.Link);
            }

            json.WriteEndObject();
            WritePrevious(json, body.Previous);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WritePrevious(Utf8JsonWriter json, Action<Utf8JsonWriter>? previous)
    {
        if (previous is null)
        {
            json.WriteNull("previous"u8);
            return;
        }

        json.WriteStartObject("previous"u8);
        previous(json);
        json.WriteEndObject();
    }
}
