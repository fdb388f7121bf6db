using System.Text;
using BookingEngine.Notifications.Templates;

namespace BookingEngine.Infrastructure.Email.Templates;

/// <summary>Throws before a result becomes too large: mail programs cut off long mails.</summary>
internal sealed class BoundedWriter : TextWriter
{
    private const int MaximumLength = 80 * 1024;
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        Reserve(1);
        _text.Append(value);
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Reserve(buffer.Length);
        _text.Append(buffer);
    }

    public override void Write(string? value) => Write(value.AsSpan());

    // The inherited ones write on another thread, and their callers wait for it.
    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Write(buffer, index, count);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    public override Task FlushAsync() => Task.CompletedTask;

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override string ToString() => _text.ToString();

    private void Reserve(int length)
    {
        if (_text.Length + length > MaximumLength)
        {
            throw new TemplateException($"The mail is longer than {MaximumLength} characters.");
        }
    }
}
