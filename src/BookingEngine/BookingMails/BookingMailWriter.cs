using System.Runtime.CompilerServices;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Bookings.Show;
using BookingEngine.Branding;
using BookingEngine.CalendarEntries;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using NodaTime;

namespace BookingEngine.BookingMails;

/// <summary>Writes the mails about a booking, with their entries, for one recipient at a time.</summary>
public sealed class BookingMailWriter(
    BookingHistory history, BookingNamesReader names, BookingReasons reasons, ManageLinks manageLinks, PublicLinks links, EarlierMailsReader earlier,
    MailWriter writer, ToldTogetherReader together)
{
    /// <summary>The event handler that records the deliveries.</summary>
    public const string Handler = "booking-mails";

    private readonly ConditionalWeakTable<RecordedEvent, BookingStory> _read = [];

    /// <summary>Null if the read model does not have the event yet. Templates that are asked about the same event share one reading.</summary>
    public async Task<BookingStory?> ReadAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (_read.TryGetValue(recorded, out var known))
        {
            return known;
        }

        var story = BookingStory.Of(await history.ReadAsync(((IBookingEvent)recorded.Event).BookingId, cancellation), recorded);
        if (story is not null)
        {
            _read.AddOrUpdate(recorded, story);
        }

        return story;
    }

    /// <summary>The booking as of the last event of which its customer is told; null if there is no such booking.</summary>
    public async Task<BookingStory?> ReadLastAsync(BookingId id, CancellationToken cancellation) =>
        await history.ReadAsync(id, cancellation) is { IsEmpty: false } events
            ? BookingStory.Of(events, events.Last(e => BookingMailKinds.OfCustomer(e.Event) is not null))
            : null;

    public Task<EarlierMails> FindEarlierAsync(
        BookingStory story, Func<IBookingEvent, MailKind?> kindOf, Func<int, string> recipientAt, CancellationToken cancellation) =>
        earlier.FindAsync(story, kindOf, recipientAt, cancellation);

    /// <param name="customer">The customer's name, in mails of staff; null in the customer's own.</param>
    public async Task<ComposedMail> WriteAsync(
        MailKind kind, Delivery delivery, BookingStory story, MailRecipient to, EarlierMails before, string? customer, CancellationToken cancellation)
    {
        if ((story.Event.Event.Part is null ? [] : await together.ReadAsync(story.Event, cancellation)) is not { } told)
        {
            return ComposedMail.Waiting;
        }

        // An operation that changed one booking only is told as that booking is, so that its entry is updated or removed.
        var all = told.Length == 1 ? [] : told;

        var content = new BookingMailContent(
            story, (await names.FindAsync([story.After], cancellation))[0], to, customer is null && story.IsUnproved ? null : await ReasonOfAsync(story, cancellation),
            customer is null ? ManageTokenOf(story) : null, customer is null ? null : MailText.Safe(customer))
        {
            Together = all,
        };
        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(kind, links.MessageId(delivery.Id), to, content.Values)
            {
                References = before.FirstId is { } first ? links.MessageId(first) : null,
                Entry = MethodOf(story, before) is { } method ? voice => all.IsEmpty ? content.Entry(voice, method) : content.Entries(voice) : null,
            },
            cancellation));
    }

    /// <summary>A reminder. It belongs to the thread of the booking's first mail, and has no entry: that is in the calendar already.</summary>
    public async Task<ComposedMail> WriteReminderAsync(
        Delivery delivery, BookingStory story, MailRecipient to, Func<PublicLinks, Uri> stopUrl, CancellationToken cancellation)
    {
        var content = new BookingMailContent(story, (await names.FindAsync([story.After], cancellation))[0], to, Reason: null, ManageTokenOf(story), Customer: null);
        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(MailKinds.Reminder, links.MessageId(delivery.Id), to, content.Values)
            {
                References = links.MessageId(story.FirstMailId),
                StopUrl = stopUrl,
            },
            cancellation));
    }

    /// <summary>A mail for the sake of its entry alone.</summary>
    /// <param name="changedAt">When the entry changed, so that it counts although its sequence is the same.</param>
    public async Task<ComposedMail> WriteEntryAsync(
        MailKind kind, Delivery delivery, BookingStory story, MailRecipient to, EntryMethod method, Instant changedAt, CancellationToken cancellation)
    {
        var token = method is EntryMethod.Cancel ? null : ManageTokenOf(story);
        var content = new BookingMailContent(story, (await names.FindAsync([story.After], cancellation))[0], to, Reason: null, token, Customer: null) { ChangedAt = changedAt };
        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(kind, links.MessageId(delivery.Id), to, content.Values)
            {
                References = links.MessageId(story.FirstMailId),
                Entry = voice => content.Entry(voice, method),
            },
            cancellation));
    }

    // Nothing is in the calendar before the first confirmation, and nothing has to be removed that never came.
    private static EntryMethod? MethodOf(BookingStory story, EarlierMails before) => story.After.Status switch
    {
        BookingStatus.Confirmed => EntryMethod.Request,
        BookingStatus.Pending when before.HaveEntry => EntryMethod.Request,
        BookingStatus.Cancelled or BookingStatus.Declined when before.HaveEntry => EntryMethod.Cancel,
        _ => null,
    };

    // As if it was made at the event, so that each try has the same link. A revoked link is not made again.
    private string? ManageTokenOf(BookingStory story) => story.After.IsActive
        ? manageLinks.TokenOf(ManageLinks.For(story.After with { LinksRevoked = story.Now.LinksRevoked }, story.Event.Metadata.RecordedAt))
        : null;

    private async Task<string?> ReasonOfAsync(BookingStory story, CancellationToken cancellation) =>
        story.After.UserId == story.Now.UserId ? await reasons.DecryptAsync(story.After, cancellation) : null;
}
