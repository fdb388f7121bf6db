using System.Globalization;
using System.Text;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>Reads and validates settings by name. An empty value counts as unset.</summary>
public sealed class SettingReader(Func<string, string?> variable)
{
    public string? Text(string name) => variable(name) is { Length: > 0 } value ? EnsureResolved(name, value) : null;

    public string Secret(string name, int minimumBytes)
    {
        var message = minimumBytes > 1 ? $"{name} must be set to a secret of {minimumBytes} bytes or more." : $"{name} must be set.";
        return Text(name) is { } value && Encoding.UTF8.GetByteCount(value) >= minimumBytes ? value : throw new SettingException(message);
    }

    public int WholeNumber(string name, int fallback, int minimum, int maximum) => Text(name) switch
    {
        null => fallback,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= minimum && n <= maximum => n,
        _ => throw new SettingException($"{name} must be a whole number from {minimum} to {maximum}."),
    };

    /// <summary>Null for <c>off</c>.</summary>
    public int? WholeNumberOrOff(string name, int fallback, int minimum, int maximum) => Text(name) switch
    {
        "off" => null,
        { } text when !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n < minimum || n > maximum =>
            throw new SettingException($"{name} must be a whole number from {minimum} to {maximum}, or off."),
        _ => WholeNumber(name, fallback, minimum, maximum),
    };

    public Uri Url(string name)
    {
        var valid = Uri.TryCreate(Text(name)?.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url!.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0;
        return valid ? url! : throw new SettingException($"{name} must be set to an http or https address without query, such as https://booking.example.com.");
    }

    /// <summary>Origins of web pages (scheme, host and port), separated by commas. Empty if unset.</summary>
    public IReadOnlyList<string> Origins(string name)
    {
        var origins = Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return origins.All(o => Uri.TryCreate(o, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo: "" }
            && uri.GetLeftPart(UriPartial.Authority) == o)
            ? origins
            : throw new SettingException($"{name} must be origins such as https://www.example.com, separated by commas.");
    }

    /// <summary>One of the given words; the first if unset.</summary>
    public string Choice(string name, params IReadOnlyList<string> words)
    {
        var chosen = Text(name) ?? words[0];
        return words.Contains(chosen) ? chosen : throw new SettingException($"{name} must be {string.Join(" or ", words)}.");
    }

    public void Unsupported(string name, string why)
    {
        if (Text(name) is not null)
        {
            throw new SettingException($"{name} must be unset: {why}.");
        }
    }

    // If App Service cannot resolve a Key Vault reference, it passes the literal text to the app.
    private static string EnsureResolved(string name, string value) => value.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase)
        ? throw new SettingException($"{name} must be a Key Vault reference that resolves. Check the secret's name and the app's access to the vault.")
        : value;
}
