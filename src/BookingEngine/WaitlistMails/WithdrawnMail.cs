using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Waitlist;

namespace BookingEngine.WaitlistMails;

/// <summary>Tells a customer that an offered slot was taken away, and that the entry waits on.</summary>
public sealed class WithdrawnMail(CommandExecutor executor, WaitlistEntries entries, WaitlistMailWriter mails, WaitlistTokens tokens) : IMailTemplate
{
    public MailKind Kind => MailKinds.WaitlistWithdrawn;

    public string Handler => WaitlistMailWriter.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is OfferRevoked;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        entries.RecipientsOfAsync(recorded, cancellation);

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var revoked = (OfferRevoked)recorded.Event;
        if (await entries.FindAsync(revoked.EntryId, cancellation) is not { } entry)
        {
            return ComposedMail.Waiting;
        }

        // The commit that decided the offer has its id.
        var offered = (await executor.FindRecordedAsync(revoked.OfferId.Decision, entry.JoinedAt, cancellation)).FirstOrDefault(e => e.Event is HoldPlaced);
        if (offered?.Event is not HoldPlaced hold)
        {
            return ComposedMail.Unneeded;
        }

        var resource = hold.ResourceIn(offered.Stream);
        var facts = await mails.OfTimeAsync(hold.ServiceId, resource, hold.Time, cancellation);
        var link = entry.IsOpen ? tokens.Create(new WaitlistLink(entry.Id, OfferId: null)) : null;
        return await mails.WriteAsync(
            Kind, delivery, entry, voice => [.. facts(voice), new("action_url", link is null ? null : voice.Links.Waitlist(link).AbsoluteUri)], cancellation);
    }
}
