namespace BookingEngine.Functions.Http.Requests;

/// <summary>Collects all field errors of a request, so that a client can correct everything at once.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _byField = new(StringComparer.Ordinal);

    /// <param name="text">Continues the field's name, such as <c>must be a list</c>.</param>
    public void Add(string field, string text)
    {
        if (!_byField.TryGetValue(field, out var texts))
        {
            _byField[field] = texts = [];
        }

        texts.Add(text);
    }

    /// <summary>Adds an error if the field is absent. An invalid field has its error already.</summary>
    public void Require(string field, object? value, string missing = "is required")
    {
        if (value is null && !Has(field))
        {
            Add(field, missing);
        }
    }

    public bool Has(string field) => _byField.ContainsKey(field);

    public bool HasOtherThan(string field) => _byField.Keys.Any(wrong => wrong != field);

    /// <summary>Null if there are no errors.</summary>
    public Problem? Problem => _byField.Count > 0 ? RequestProblems.InvalidFields(_byField) : null;
}
