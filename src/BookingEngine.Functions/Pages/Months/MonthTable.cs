using System.Globalization;
using System.Text;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Months;

/// <summary>The month as a table. Days with free times are links, the others are text that says so.</summary>
/// <param name="address">The address of the page with these parameters.</param>
internal sealed class MonthTable(PageLook look, MonthView view, Func<IEnumerable<(string Name, string Value)>, string> address)
{
    private readonly IsoDayOfWeek _weekStart = WeekStart.Of(look.Language, look.Brand.Locale);

    public string Html =>
        $"""
        <div class="bar">{Turn(-1, "prev", "‹", "book.month.previous")}<h2 id="month">{HtmlPage.Encode(DateTexts.Month(look.Language, view.Month))}</h2>{Turn(1, "next", "›", "book.month.next")}</div>
        <table class="month" aria-labelledby="month" data-month="{MonthChoice.Text(view.Month)}">
        <thead><tr>{string.Concat(Weekdays.Select(Head))}</tr></thead>
        <tbody>{Rows()}</tbody>
        </table>
        <p id="live" class="hidden" aria-live="polite"></p>
        {(view is { Free.Count: 0, IsLarge: false } ? Empty : $"<p class=\"hint keys\" hidden>{Text("book.keys")}</p>")}
        """;

    private IEnumerable<IsoDayOfWeek> Weekdays => Enumerable.Range(0, 7).Select(n => (IsoDayOfWeek)((((int)_weekStart - 1 + n) % 7) + 1));

    private string Empty => view.Next is { } next && next.InZone(view.Zone).Date is var date
        ? $"<p class=\"note\">{HtmlPage.Encode(look.Texts.With("book.none.month", DateTexts.Month(look.Language, view.Month)))} <a href=\"{Address(("day", Iso(date)))}#times\">"
            + $"{HtmlPage.Encode(look.Texts.With("book.none.first", DateTexts.Date(look.Language, date)))}</a></p>"
        : $"<p class=\"note\">{HtmlPage.Encode(look.Texts.With("book.none.until", DateTexts.Month(look.Language, view.Last)))} {Text("book.contact")}"
            + $"{(look.Brand.SupportEmail is { } email ? $" <a href=\"mailto:{HtmlPage.Encode(Uri.EscapeDataString(email))}\">{HtmlPage.Encode(email)}</a>" : "")}</p>";

    private string Head(IsoDayOfWeek day)
    {
        var (name, shortName) = DateTexts.Weekday(look.Language, day);
        return $"<th scope=\"col\" abbr=\"{HtmlPage.Encode(name)}\">{HtmlPage.Encode(shortName)}</th>";
    }

    private string Rows()
    {
        var first = view.Month.OnDayOfMonth(1);
        var html = new StringBuilder("<tr>");
        var column = ((int)first.DayOfWeek - (int)_weekStart + 7) % 7;
        html.Insert(html.Length, "<td></td>", column);
        for (var day = first; day.Month == first.Month; day = day.PlusDays(1), column++)
        {
            if (column == 7)
            {
                html.Append("</tr><tr>");
                column = 0;
            }

            html.Append("<td>").Append(Day(day)).Append("</td>");
        }

        return html.Insert(html.Length, "<td></td>", 7 - column).Append("</tr>").ToString();
    }

    private string Day(LocalDate date)
    {
        var (number, name) = (date.Day.ToString(CultureInfo.InvariantCulture), DateTexts.Date(look.Language, date));
        var now = date == view.Today ? " now" : "";
        if (!view.Free.TryGetValue(date, out var slots))
        {
            return view.IsLarge && date >= view.Today && date != view.Day ? Link(date, now, $"{name}, {look.Texts["book.free.look"]}")
                : $"<span class=\"day{now}\" data-day=\"{number}\" aria-label=\"{HtmlPage.Encode(name)}, {Text("book.free.none")}\" role=\"text\">{number}</span>";
        }

        var count = slots.Length == 1 ? look.Texts["book.free.one"] : look.Texts.With("book.free.many", slots.Length.ToString(CultureInfo.InvariantCulture));
        return Link(date, now, $"{name}, {count}");
    }

    private string Link(LocalDate date, string now, string label)
    {
        var number = date.Day.ToString(CultureInfo.InvariantCulture);
        return $"<a class=\"day{now}\" data-day=\"{number}\" href=\"{Address(("day", Iso(date)))}#times\" aria-label=\"{HtmlPage.Encode(label)}\""
            + $"{(date == view.Day ? " aria-current=\"date\"" : "")}>{number}</a>";
    }

    private string Turn(int months, string rel, string arrow, string key)
    {
        var to = view.Month.OnDayOfMonth(1).PlusMonths(months).ToYearMonth();
        return to.CompareTo(view.First) < 0 || to.CompareTo(view.Last) > 0
            ? "<span></span>"
            : $"<a rel=\"{rel}\" href=\"{Address(("month", MonthChoice.Text(to)))}\" aria-label=\"{Text(key)}\">{arrow}</a>";
    }

    private string Address(params (string, string)[] parameters) => HtmlPage.Encode(address(parameters));

    private string Text(string key) => HtmlPage.Encode(look.Texts[key]);

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
