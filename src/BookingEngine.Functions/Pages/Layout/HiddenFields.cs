namespace BookingEngine.Functions.Pages.Layout;

internal static class HiddenFields
{
    public static string Of(params IEnumerable<(string Name, string Value)> fields) =>
        string.Concat(fields.Select(field => $"<input type=\"hidden\" name=\"{HtmlPage.Encode(field.Name)}\" value=\"{HtmlPage.Encode(field.Value)}\">"));
}
