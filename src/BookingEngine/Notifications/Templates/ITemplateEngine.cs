namespace BookingEngine.Notifications.Templates;

/// <summary>The three parts of a mail, as Liquid.</summary>
public sealed record TemplateSource(string Subject, string Text, string Html);

/// <summary>Where a template is wrong, from 1.</summary>
public sealed record TemplateError(int Line, int Column, string Why);

/// <summary>Renders Liquid without code, loops and files, within limits of size and steps.</summary>
public interface ITemplateEngine
{
    /// <summary>Null if the template can be rendered. It is checked without being parsed as far as that could take long.</summary>
    TemplateError? Check(string source);

    /// <summary>Renders a template that was checked. A name without a value is nothing.</summary>
    /// <param name="isHtml">Whether values are encoded for HTML. Otherwise control characters are removed from them.</param>
    /// <exception cref="TemplateException">The result is too large, or the template is wrong.</exception>
    string Render(string source, IReadOnlyDictionary<string, string?> values, bool isHtml);
}

public sealed class TemplateException(string message, Exception? inner = null) : Exception(message, inner);
