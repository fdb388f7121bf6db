using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Privacy;
using BookingEngine.Webhooks.Feed;

namespace BookingEngine.Functions.Webhooks.Events;

/// <summary>Writes and reads cursors of the events feed. They are longer than those of lists, and signed as well.</summary>
public sealed class EventCursors(Settings settings)
{
    public const int MaximumLength = 4_096;

    public static readonly Refusal Invalid = new(
        RefusalKind.BadRequest, "cursor_invalid", "The cursor is not one of this feed. Use the next_cursor of its last answer, or none to begin anew.");

    private readonly TokenCodec _codec = new(
        settings.DeriveKey("event cursors"), TokenLayout.HalfMac with { MaximumLength = MaximumLength }, settings.DerivePreviousKey("event cursors"));

    public string Write(FeedCursor cursor) => _codec.Write(cursor.ToBytes());

    /// <summary>Null if it is not a cursor of this deployment's feed.</summary>
    public FeedCursor? Read(string cursor) => _codec.Read(cursor) is { } bytes ? FeedCursor.Parse(bytes) : null;
}
