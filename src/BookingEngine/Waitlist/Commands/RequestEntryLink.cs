using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Waitlist.Reading;

namespace BookingEngine.Waitlist.Commands;

/// <summary>Mails a guest who waits a link about everything that is stored about the guest. Anyone may have the entry's link, but only the guest reads the
/// guest's mail.</summary>
public sealed class RequestEntryLinkHandler(RequestGuestLinkHandler links, EntryTexts texts)
{
    public static readonly Refusal AccountsSignIn = new(
        RefusalKind.Rule, ManageLinks.GuestsOnly.Code, "The entry belongs to an account, so its owner signs in to see and erase what is stored.");

    public static readonly Refusal NoMailAddress = new(
        RefusalKind.Rule, RequestGuestLinkHandler.NoMailAddress.Code, "The entry has no mail address, so nobody can prove to be its guest. Ask the staff.");

    /// <returns>Null if the mail is on its way.</returns>
    public async Task<Refusal?> HandleAsync(GuestLinkKind kind, WaitlistEntry entry, CommandContext context, CancellationToken cancellation) =>
        await links.IsOfAccountAsync(entry.UserId, cancellation) ? AccountsSignIn
        : await texts.FindGuestAsync(entry, cancellation) is not { Email: not null } ? NoMailAddress
        : await links.RequestAsync(kind, entry.UserId, entry.Matter, entry.Id, context, cancellation);
}
