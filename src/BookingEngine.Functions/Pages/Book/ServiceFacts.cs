using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>Length and price of a service in one line.</summary>
internal static class ServiceFacts
{
    public static string Of(PageLook look, Service service)
    {
        var length = look.Texts.With("book.minutes", ((int)service.Duration.TotalMinutes).ToString(CultureInfo.InvariantCulture));
        return service.Price is { } price
            ? $"{length} · {price.Amount.ToString("#,##0.00", CultureInfo.GetCultureInfo(look.Language))} {price.Currency}"
            : length;
    }
}
