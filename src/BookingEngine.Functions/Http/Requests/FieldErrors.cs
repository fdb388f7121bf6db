using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>What is wrong with a request's fields, all of it, so that a client can mend everything at once.</summary>
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

    /// <summary>The answer to give; null where nothing is wrong.</summary>
    public Problem? Problem => _byField.Count > 0 ? RequestProblems.InvalidFields(_byField) : null;
}
