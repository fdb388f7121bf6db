namespace BookingEngine.Functions.Http.Requests;

/// <summary>What is wrong with a request's fields, all of it, so that a client can correct everything at once.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _byField = new(StringComparer.Ordinal);

    /// <param name="text">What the field must be, to be read after its name.</param>
    public void Add(string field, string text)
    {
        if (!_byField.TryGetValue(field, out var texts))
        {
            _byField[field] = texts = [];
        }

        texts.Add(text);
    }

    /// <summary>Notes a field that is absent. One that is wrong has been noted already.</summary>
    public void Require(string field, object? value, string missing = "is required")
    {
        if (value is null && !Has(field))
        {
            Add(field, missing);
        }
    }

    public bool Has(string field) => _byField.ContainsKey(field);

    public bool HasOtherThan(string field) => _byField.Keys.Any(wrong => wrong != field);

    /// <summary>The answer to give; null where nothing is wrong.</summary>
    public Problem? Problem => _byField.Count > 0 ? RequestProblems.InvalidFields(_byField) : null;
}
