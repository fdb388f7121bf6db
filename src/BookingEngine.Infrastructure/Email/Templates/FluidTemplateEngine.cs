using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using BookingEngine.Notifications.Templates;
using Fluid;

namespace BookingEngine.Infrastructure.Email.Templates;

/// <summary>Renders Liquid with Fluid. The model has only texts, and values are encoded.</summary>
public sealed partial class FluidTemplateEngine : ITemplateEngine
{
    private const int MaximumCached = 200, MaximumSteps = 10_000;

    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = new() { MaxSteps = MaximumSteps, MaxRecursion = 30, StrictFilters = true };
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly ConcurrentDictionary<string, IFluidTemplate> _parsed = [];

    public TemplateError? Check(string source)
    {
        if (TemplateScan.Find(source) is { } found)
        {
            return found;
        }

        try
        {
            return Parser.TryParse(source, out _, out var error) ? null : ErrorOf(source, error);
        }
        catch (Exception e) when (e is ParseException or ArgumentException or InvalidOperationException)
        {
            return ErrorOf(source, e.Message);
        }
    }

    public string Render(string source, IReadOnlyDictionary<string, string?> values, bool isHtml)
    {
        var context = new TemplateContext(Options) { CultureInfo = CultureInfo.InvariantCulture };
        foreach (var (name, value) in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                context.SetValue(name, isHtml ? value : Plain(value));
            }
        }

        using var writer = new BoundedWriter();
        try
        {
            Parse(source).RenderAsync(writer, isHtml ? Html : NullEncoder.Default, context).AsTask().GetAwaiter().GetResult(); // texts wait for nothing
        }
        catch (Exception e) when (e is not (TemplateException or OutOfMemoryException))
        {
            throw new TemplateException("The template cannot be rendered.", e);
        }

        return writer.ToString();
    }

    private IFluidTemplate Parse(string source)
    {
        if (_parsed.TryGetValue(source, out var known))
        {
            return known;
        }

        if (Check(source) is { } error || !Parser.TryParse(source, out var parsed, out _))
        {
            throw new TemplateException("The template is wrong.");
        }

        if (_parsed.Count >= MaximumCached)
        {
            _parsed.Clear();
        }

        return _parsed[source] = parsed;
    }

    private static TemplateError ErrorOf(string source, string? message)
    {
        var place = Place().Match(message ?? "");
        return place.Success
            ? new(int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(place.Groups[2].Value, CultureInfo.InvariantCulture), "This is not valid Liquid.")
            : TemplateScan.ErrorAt(source, 0, "This is not valid Liquid.");
    }

    // In a text nothing is encoded, so controls but line breaks are removed.
    private static string Plain(string value) => string.Concat(value.Where(c => c is '\n' || !char.IsControl(c)));

    [GeneratedRegex(@"\((\d+):(\d+)\)")]
    private static partial Regex Place();
}
