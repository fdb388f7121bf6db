using BookingEngine.Branding;
using BookingEngine.Functions.Fields;
using BookingEngine.Languages;

namespace BookingEngine.Functions.Pages.Layout;

/// <summary>Chooses how a page looks to its visitor.</summary>
public sealed class PageLooks(BrandCache brands)
{
    /// <param name="known">The languages that the visitor is known to read, before those of the browser.</param>
    public async Task<PageLook> OfAsync(ApiCall call, params IEnumerable<string> known)
    {
        var brand = await brands.FindOrNeutralAsync(call.Cancellation);
        return new PageLook(brand, Texts.Choose([.. known, .. AcceptedLanguages.Of(call.Request), brand.Locale]));
    }
}
