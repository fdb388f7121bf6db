using NodaTime;

namespace BookingEngine.CalendarEntries;

/// <summary>What a calendar program does with the entries of a file (RFC 5546).</summary>
public enum EntryMethod
{
    /// <summary>Shows the entries. For feeds.</summary>
    Publish,

    /// <summary>Adds or updates an entry.</summary>
    Request,

    /// <summary>Removes an entry.</summary>
    Cancel,
}

public enum EntryStatus
{
    Confirmed,

    /// <summary>Not certain yet.</summary>
    Tentative,

    Cancelled,
}

/// <param name="Address">A mail address.</param>
public sealed record EntryPerson(string Address, string Name);

/// <summary>An appointment in somebody's calendar.</summary>
/// <param name="Uid">The same for its whole life.</param>
/// <param name="Sequence">Rises with each change. Of two versions the higher counts.</param>
/// <param name="ChangedAt">When the change happened, not when it is written: a retry is the same.</param>
/// <param name="TimeZone">An IANA name.</param>
public sealed record CalendarEntry(
    string Uid, int Sequence, Instant ChangedAt, Instant Start, Instant End, string TimeZone, EntryStatus Status, string Summary)
{
    public string? Description { get; init; }

    public string? Location { get; init; }

    public Uri? Url { get; init; }

    /// <summary>Required in a request and a cancellation.</summary>
    public EntryPerson? Organizer { get; init; }

    /// <summary>Whose calendar it is. Required in a request and a cancellation.</summary>
    public EntryPerson? Attendee { get; init; }

    public bool IsPrivate { get; init; }
}

/// <summary>A file of entries.</summary>
/// <param name="Product">Whose it is, for <c>PRODID</c>.</param>
/// <param name="Language">A language tag, for <c>PRODID</c>.</param>
public sealed record EntryFile(EntryMethod Method, string Product, string Language, params IReadOnlyList<CalendarEntry> Entries)
{
    /// <summary>The name of a feed; null for entries in mails.</summary>
    public string? Name { get; init; }
}
