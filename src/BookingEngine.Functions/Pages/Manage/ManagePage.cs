using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;

namespace BookingEngine.Functions.Pages.Manage;

public sealed class ManagePage(PageLooks looks, BookingContacts contacts, BookingPanel panel)
{
    /// <summary>The same for every invalid link.</summary>
    public async Task<HtmlPage> ShowInvalidAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return HtmlPage.Notice(
            look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.manage.invalid"], look.Texts["page.manage.invalid.next"]);
    }

    /// <param name="error">The error of the submitted form, if any.</param>
    public async Task<HtmlPage> ShowAsync(ApiCall call, int status, Booking booking, string token, Func<Texts, string>? error)
    {
        var contact = await contacts.FindCustomerAsync(booking, call.Cancellation);
        var look = await looks.OfAsync(call, contact?.Locale is { } known ? [known] : []);
        var target = ManageTarget.OfLink(token);
        return new HtmlPage(
            look, status, look.Texts[BookingPanel.TitleOf(booking)],
            await panel.OfAsync(call, look, booking, target, error)
                + (contact is { IsGuest: true, Address: not null } ? new ManageBody(look, booking, target).GuestForms() : ""))
        {
            IsWide = true,
            Script = BookScript.Text,
        };
    }
}
