namespace BookingEngine.Functions.Http.Requests;

/// <summary>Collects all field errors of a request, so that a client can correct everything at once.</summary>
public sealed class FieldErrors
{
    public const string Different = "must be the same in the query and in the body";

    private readonly SortedDictionary<string, List<string>> _byField = new(StringComparer.Ordinal);
    private bool _hasUnknown;

    /// <param name="text">Continues the field's name, such as <c>must be a list</c>.</param>
    public void Add(string field, string text)
    {
        if (!_byField.TryGetValue(field, out var texts))
        {
            _byField[field] = texts = [];
        }

        texts.Add(text);
    }

    /// <summary>Adds an error for a name that no field has. The problem then has a code of its own.</summary>
    /// <param name="known">The field that was probably meant.</param>
    public void AddUnknown(string name, string known)
    {
        _hasUnknown = true;
        Add(name, $"is unknown. Use {known}, or leave it out");
    }

    /// <summary>The value of a field that may be in the query and in the body. Adds an error if both have it with different values.</summary>
    public T Either<T>(string field, T query, T body)
    {
        if (query is not null && body is not null && !EqualityComparer<T>.Default.Equals(query, body))
        {
            Add(field, Different);
        }

        return body is null ? query : body;
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
    public Problem? Problem => _byField.Count == 0 ? null
        : _hasUnknown ? RequestProblems.UnknownFields(_byField) : RequestProblems.InvalidFields(_byField);
}
