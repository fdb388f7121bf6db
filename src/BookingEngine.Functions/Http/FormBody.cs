namespace BookingEngine.Functions.Http;

/// <summary>Reads a request's form.</summary>
public static class FormBody
{
    public static async Task<(IFormCollection? Form, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
        {
            return (null, Problems.MediaType("application/x-www-form-urlencoded"));
        }

        try
        {
            return (await request.ReadFormAsync(cancellation), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return (null, Problems.MalformedForm);
        }
    }

    /// <summary>A required text that is given once; the empty text where it is wrong.</summary>
    public static string Text(this IFormCollection form, string name, FieldErrors errors)
    {
        switch (form[name].ToArray())
        {
            case [{ } text]:
                return text;
            case []:
                errors.Add(name, "is required");
                return "";
            default:
                errors.Add(name, "must be given once");
                return "";
        }
    }
}
