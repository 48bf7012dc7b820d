"""Jupyter's own conformance tests (Debian's python3-jupyter-kernel-test), with samples in C#."""

import unittest

import jupyter_kernel_test


class QaaHybridKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "qaahybrid"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("test");'
    completion_samples = [
        {"text": "Console.WriteLi", "matches": {"WriteLine"}},
        {"text": "stackall", "matches": {"stackalloc"}},
    ]
    complete_code_samples = ["1", 'Console.WriteLine("hello");', "int F(int x)\n{\n    return x * 2;\n}"]
    incomplete_code_samples = ["int F(int x)\n{", "foreach (var x in new[] { 1 })", 'var text = """', "Math.Max(1,"]
    invalid_code_samples = ["int = 7q;", "var x = ;"]
    code_page_something = "?Console"
    code_generate_error = 'throw new Exception("on purpose");'
    code_execute_result = [{"code": "1 + 2 + 3", "result": "6"}, {"code": "string.Join(',', new[] { 1, 4, 9 })", "result": "1,4,9"}]
    code_display_data = [
        {"code": 'display(Html("<b>test</b>"));', "mime": "text/html"},
        {"code": 'display(Latex("$1/2$"));', "mime": "text/latex"},
        {"code": 'display(Svg("<svg/>"));', "mime": "image/svg+xml"},
    ]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console"
    code_clear_output = "ClearOutput();"


if __name__ == "__main__":
    unittest.main(verbosity=2)
