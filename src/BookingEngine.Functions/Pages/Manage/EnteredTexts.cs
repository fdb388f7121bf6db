using System.Text.Json;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>What a customer wrote about a booking, with labels.</summary>
internal static class EnteredTexts
{
    /// <param name="service">Null if it is unknown: then answers have the ids of their questions.</param>
    /// <param name="details">Notes and answers; null for none.</param>
    public static IEnumerable<(string Label, string Value)> Of(PageLook look, Service? service, JsonElement? details)
    {
        if (details is not { } texts)
        {
            yield break;
        }

        foreach (var answer in texts.GetProperty("answers").EnumerateObject())
        {
            yield return (service?.Questions.FirstOrDefault(q => q.Id == answer.Name)?.Text ?? answer.Name, TextOf(look, answer.Value));
        }

        if (texts.GetProperty("notes").GetString() is { } notes)
        {
            yield return (look.Texts["book.notes"], notes);
        }
    }

    private static string TextOf(PageLook look, JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.True => look.Texts["book.true"],
        JsonValueKind.False => look.Texts["book.false"],
        JsonValueKind.String => answer.GetString()!,
        _ => answer.GetRawText(),
    };
}
