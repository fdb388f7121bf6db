using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Waitlist;

namespace BookingEngine.WaitlistMails;

/// <summary>Tells a customer that an entry was closed: after three offers without an answer, or because nothing was free in the time that it asked for.</summary>
public sealed class EntryClosedMail(MailKind kind, WaitlistEntries entries, WaitlistMailWriter mails) : IMailTemplate
{
    public MailKind Kind => kind;

    public string Handler => WaitlistMailWriter.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EntryEnded ended && KindOf(ended.Because) == kind;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        entries.RecipientsOfAsync(recorded, cancellation);

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation) =>
        await entries.FindAsync(((EntryEnded)recorded.Event).EntryId, cancellation) is { } entry
            ? await mails.WriteAsync(kind, delivery, entry, await mails.OfWishAsync(entry, cancellation), cancellation)
            : ComposedMail.Waiting;

    // Nobody is left to be told of an erasure.
    private static MailKind? KindOf(EntryEnd end) => end switch
    {
        EntryEnd.Lapses => MailKinds.WaitlistClosed,
        EntryEnd.WishOver or EntryEnd.NotOffered => MailKinds.WaitlistEnded,
        _ => null,
    };
}
