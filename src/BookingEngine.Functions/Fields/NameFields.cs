using BookingEngine.Unicode;

namespace BookingEngine.Functions.Fields;

/// <summary>Texts that people read.</summary>
internal static class NameFields
{
    extension(RequestFields fields)
    {
        /// <summary>A required name. Empty if invalid.</summary>
        public string Name(string name, string? description, int maximum) => fields.Required(name, description).Name(maximum) ?? "";
    }

    extension(RequestValue value)
    {
        /// <summary>A text that people see. Every required text for people is one.</summary>
        public string? VisibleText(int maximum) => Valid(value, value.Text(1, maximum), text => TextRules.HasVisible(text) ? null : TextRules.NotVisible);

        /// <summary>A text that may be empty, in which no character hides or reorders others.</summary>
        public string? SingleLine(int maximum) => Valid(value, value.Text(0, maximum), TextRules.ErrorOfName);

        /// <summary>A visible text in which no character hides or reorders others.</summary>
        public string? Name(int maximum) => Valid(value, value.VisibleText(maximum), TextRules.ErrorOfName);
    }

    private static string? Valid(RequestValue value, string? text, Func<string, string?> errorOf)
    {
        if (text is null || errorOf(text) is not { } error)
        {
            return text;
        }

        value.Fail(error);
        return null;
    }
}
