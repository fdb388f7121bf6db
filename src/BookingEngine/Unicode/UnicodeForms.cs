using System.Text;

namespace BookingEngine.Unicode;

/// <summary>The normalization forms of Unicode. A text that is not valid Unicode stays as it is.</summary>
public static class UnicodeForms
{
    /// <summary>Form C.</summary>
    public static string Compose(string text) => Normalize(text, NormalizationForm.FormC);

    /// <summary>Form D.</summary>
    public static string Decompose(string text) => Normalize(text, NormalizationForm.FormD);

    private static string Normalize(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            return text; // half a surrogate pair, or U+FFFE
        }
    }
}
