using System.Globalization;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>The parameters of a query; unknown ones are ignored, repeated ones refused.</summary>
public sealed class QueryFields(IQueryCollection query, FieldErrors errors)
{
    public FieldErrors Errors => errors;

    public bool Has(string name) => query.ContainsKey(name);

    /// <summary>The parameter's text; null where it is absent or wrong.</summary>
    public string? Text(string name)
    {
        switch (query[name].ToArray())
        {
            case []:
                return null;
            case [{ } text] when !text.Contains('\0'):
                return text;
            case [_]:
                errors.Add(name, "must not contain NUL");
                return null;
            default:
                errors.Add(name, "must be given once");
                return null;
        }
    }

    /// <summary>The parameter's text; empty, and noted as missing, where it is absent.</summary>
    public string Required(string name)
    {
        if (!Has(name))
        {
            errors.Add(name, "is required");
        }

        return Text(name) ?? "";
    }

    public int? Whole(string name, int minimum, int maximum)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum)
        {
            return number;
        }

        errors.Add(name, $"must be a whole number from {minimum} to {maximum}");
        return null;
    }

    /// <summary>False where it is absent or wrong.</summary>
    public bool Flag(string name)
    {
        var text = Text(name);
        if (text is not (null or "true" or "false"))
        {
            errors.Add(name, "must be true or false");
        }

        return text == "true";
    }
}
