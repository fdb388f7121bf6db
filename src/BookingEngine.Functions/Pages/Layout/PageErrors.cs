using BookingEngine.Languages;

namespace BookingEngine.Functions.Pages.Layout;

internal static class PageErrors
{
    /// <summary>Refusals are in English. For other languages the frequent ones have a text of their own.</summary>
    public static string Of(Texts texts, Refusal refusal) =>
        texts.Language == "en" ? refusal.Detail : texts.Find($"refusal.{refusal.Code}") ?? texts["refusal.other"];
}
