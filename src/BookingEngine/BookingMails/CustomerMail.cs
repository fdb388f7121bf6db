using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;

namespace BookingEngine.BookingMails;

/// <summary>A mail to a booking's customer.</summary>
public sealed class CustomerMail(MailKind kind, BookingMailWriter bookings, BookingContacts contacts, UnprovedMails limit) : IMailTemplate
{
    public MailKind Kind => kind;

    public string Handler => BookingMailWriter.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => BookingMailKinds.OfCustomer(domainEvent) == kind && !domainEvent.IsToldByAnother;

    /// <summary>None for a guest without a mail address.</summary>
    public async Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        await bookings.ReadAsync(recorded, cancellation) is not { } story ? throw new BookingNotReadException()
        : await contacts.FindCustomerAsync(story.Now, cancellation) is { Address: not null } ? [$"{story.After.UserId}"] : [];

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        if (await bookings.ReadAsync(recorded, cancellation) is not { } story)
        {
            return ComposedMail.Waiting;
        }

        if ((await contacts.FindCustomerAsync(story.Now, cancellation))?.ToRecipient(story.Languages) is not { } to)
        {
            return ComposedMail.Unneeded;
        }

        if (story.IsUnproved && !await limit.MayBeSentAsync(delivery, $"{story.After.UserId}", cancellation))
        {
            return ComposedMail.Unneeded;
        }

        to = story.IsUnproved ? to with { Name = "" } : to;
        var before = await bookings.FindEarlierAsync(story, BookingMailKinds.OfCustomer, n => $"{story.States[n].UserId}", cancellation);
        return before.AreOnTheirWay
            ? ComposedMail.Waiting
            : await bookings.WriteAsync(kind, delivery, story, to, before, customer: null, cancellation);
    }
}

/// <summary>The read model does not have a booking's event yet. The event is handled again.</summary>
public sealed class BookingNotReadException() : Exception("A booking's event is not in the read model yet.");
