using System.Text.Json;
using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Times;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Payloads about bookings. Their sequence counts across all calendars that a booking was in.</summary>
public sealed class BookingPayloads(BookingHistory history, BookingTexts texts) : IPayloadSource
{
    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is IBookingEvent;

    public async Task<(string Subject, long Sequence)> PlaceAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var story = await ReadAsync(recorded, cancellation);
        return ($"booking/{story.After.Id}", story.Events.Take(story.Position + 1).Count(e => PayloadTypes.Has(e.Event)));
    }

    /// <summary>The earlier events of the booking with payloads, in other calendars: they are handled apart from this calendar's.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> FindEarlierElsewhereAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is not IBookingEvent { Arrival: not null })
        {
            return [];
        }

        var story = await ReadAsync(recorded, cancellation);
        return [.. story.Events.Take(story.Position).Where(e => e.Stream != recorded.Stream && PayloadTypes.Has(e.Event))];
    }

    public async Task<PayloadBody> ComposeAsync(RecordedEvent recorded, bool personal, CancellationToken cancellation)
    {
        var story = await ReadAsync(recorded, cancellation);
        var written = personal ? await WrittenAsync(story.After, cancellation) : WrittenTexts.None;
        return new PayloadBody(
            json =>
            {
                ListedBookingJson.WriteMembers(json, story.After);
                if (recorded.Event is BookingMade { HoldId: { } hold })
                {
                    json.WriteString("hold_id"u8, hold);
                }

                if (recorded.Event.Part is { Operation: var operation })
                {
                    json.WriteString("operation_id"u8, operation);
                }

                written.Write(json);
            },
            story.Before is { } before && !SameShown(before, story.After) ? json => WriteChanged(json, before, story.After) : null)
        {
            Person = story.After.UserId.ToString(),
            Link = $"/bookings/{story.After.Id}",
        };
    }

    private async Task<BookingStory> ReadAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        BookingStory.Of(await history.ReadAsync(((IBookingEvent)recorded.Event).BookingId, cancellation), recorded)
        ?? throw new PayloadNotReadyException(recorded.Stream, recorded.Version);

    private async Task<WrittenTexts> WrittenAsync(Booking booking, CancellationToken cancellation)
    {
        if (booking is { Details: null, Reason: null })
        {
            return WrittenTexts.None;
        }

        var key = await texts.FindKeyAsync(booking.UserId, booking.Id, cancellation);
        var (details, reason) = (booking.Details is { } text ? key?.Decrypt(text) : null, booking.Reason is { } why ? key?.Decrypt(why) : null);
        return new WrittenTexts(details, reason, (details is null && booking.Details is not null) || (reason is null && booking.Reason is not null));
    }

    private static bool SameShown(Booking one, Booking other) => (one.UserId, one.Slot, one.End, one.TimeZone, one.ResourceId, one.Status)
        == (other.UserId, other.Slot, other.End, other.TimeZone, other.ResourceId, other.Status) && HaveSameResources(one, other) && HaveSameSegments(one, other);

    private static bool HaveSameResources(Booking one, Booking other) => (one.Resources ?? []).SequenceEqual(other.Resources ?? []);

    private static bool HaveSameSegments(Booking one, Booking other) => (one.Segments ?? []).SequenceEqual(other.Segments ?? []);

    private static void WriteChanged(Utf8JsonWriter json, Booking before, Booking after)
    {
        var zone = ZoneData.Zones[before.TimeZone];
        WriteIf(json, "user_id", before.UserId != after.UserId, $"{before.UserId}");
        WriteIf(json, "slot", before.Slot != after.Slot || before.TimeZone != after.TimeZone, Rfc3339.Format(before.Slot, zone));
        WriteIf(json, "end", before.End != after.End || before.TimeZone != after.TimeZone, Rfc3339.Format(before.End, zone));
        WriteIf(json, "time_zone", before.TimeZone != after.TimeZone, before.TimeZone);
        WriteIf(json, "resource_id", before.ResourceId != after.ResourceId, before.ResourceId.Value);
        WriteIf(json, "status", before.Status != after.Status, before.Status.Name);
        if (!HaveSameResources(before, after))
        {
            ListedBookingJson.WriteResources(json, before);
        }

        if (!HaveSameSegments(before, after))
        {
            ListedBookingJson.WriteSegments(json, before);
        }
    }

    private static void WriteIf(Utf8JsonWriter json, string name, bool changed, string value)
    {
        if (changed)
        {
            json.WriteString(name, value);
        }
    }

    /// <param name="Details">Notes, answers and the guest, as JSON.</param>
    private sealed record WrittenTexts(string? Details, string? Reason, bool IsErased)
    {
        public static WrittenTexts None { get; } = new(null, null, IsErased: false);

        public void Write(Utf8JsonWriter json)
        {
            if (Details is not null)
            {
                using var document = JsonDocument.Parse(Details);
                foreach (var name in new[] { "notes", "answers", Guest.Member })
                {
                    if (document.RootElement.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null)
                    {
                        json.WritePropertyName(name);
                        value.WriteTo(json);
                    }
                }
            }

            if (Reason is not null)
            {
                json.WriteString("reason"u8, Reason);
            }

            if (IsErased)
            {
                json.WriteBoolean("erased"u8, true);
            }
        }
    }
}
